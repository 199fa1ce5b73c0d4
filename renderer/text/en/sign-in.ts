export const signIn = {
  title: 'Sign in',
  name: 'Operator name',
  password: 'Password',
  submit: 'Sign in',
  version: 'Version {{version}}',
  throttled_one: 'Too many wrong sign-ins. Sign-in opens again in {{count}} second.',
  throttled_other: 'Too many wrong sign-ins. Sign-in opens again in {{count}} seconds.',
  forgot: 'Forgotten password: an administrator of this machine runs countersign operator reset-password.',
} as const;
