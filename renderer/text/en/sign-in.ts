export const signIn = {
  title: 'Sign in',
  name: 'Operator name',
  password: 'Password',
  submit: 'Sign in',
  version: 'Version {{version}}',
  throttled_one: 'Too many wrong sign-ins. Sign-in opens again in {{count}} second.',
  throttled_other: 'Too many wrong sign-ins. Sign-in opens again in {{count}} seconds.',
  demo: 'Sign in to the demo as {{name}}',
  code: {
    title: 'Second factor',
    text: 'Type the code that the token of this account shows now.',
    label: 'Code',
    back: 'Back to name and password',
    lost: 'Lost token: another administrator removes the second factor on the Operators page.',
  },
  forgot: 'Forgotten password: an administrator of this machine runs countersign operator reset-password.',
} as const;
