/** Account lockout, caching rules and fraud alert. */
export const rules = {
  lockout: {
    title: 'Account lockout',
    locked_zero: 'No user is locked',
    locked_one: '{{formatted}} user is locked',
    locked_other: '{{formatted}} users are locked',
  },
  fraud: {
    title: 'Fraud alert',
    alerts_zero: 'No fraud alert in the last 90 days',
    alerts_one: '{{formatted}} fraud alert in the last 90 days',
    alerts_other: '{{formatted}} fraud alerts in the last 90 days',
    text: 'A user who gets a text without having asked for it replies with the code below. Each alert is listed under Blocked users.',
  },
  caching: {
    title: 'Caching rules',
    precedence:
      'After a success, later requests with the same key succeed without a code. The most specific rule that fits counts alone: application and IP address before application before user; of two of one kind the one that names more, then the shorter one. Denials are never cached.',
    add: 'Add a rule',
    addTitle: 'Add a caching rule',
    editTitle: 'Caching rule',
    delete: 'Delete the rule',
    deleted: 'Rule deleted',
    restored: 'Rule restored',
    saved: 'Caching rules saved. In force now.',
    none: 'No caching rules',
    noneText:
      'Each sign-in is verified. A rule helps with VPN and Remote Desktop clients that send the same request several times in a row.',
    kind: 'Cache type',
    kindName: {
      user: 'User',
      application: 'User, authentication type, application',
      'application-ip': 'User, authentication type, application, IP address',
    },
    kindText: {
      user: 'After one success, every application lets the user in.',
      application: 'Only the same application lets the user in again, from any address.',
      'application-ip':
        'Only the same application, from the same address of the user. Requests without a Calling-Station-Id are verified.',
    },
    seconds: 'Cache seconds',
    secondsText: 'From 1 to 86,400. 300 is enough for clients that repeat a request.',
    long: 'Longer than 8 hours: whoever gets the password lives on the user’s last sign-in for that time.',
    type: 'Authentication type',
    anyType: 'Any',
    application: 'Application',
    applicationText: 'As it stands in the log. Empty: any.',
    anyApplication: 'Any',
    denials: 'The rule does not apply to denials, and a cached success does not make the time longer.',
    column: {
      order: 'Order',
      kind: 'Cache type',
      type: 'Authentication type',
      application: 'Application',
      seconds: 'Cache seconds',
      actions: 'Actions',
    },
  },
} as const;
