/** The set-up guide on the page of a RADIUS client. Names of menus and settings are those of the device's maker. */
import type { OtpEntry } from '../../../shared/schemas/radius.ts';

export const radiusGuide = {
  title: 'Set up the device',
  device: 'Kind of device',
  devices: {
    generic: 'Any RADIUS device',
    fortigate: 'Fortinet FortiGate',
    'cisco-asa': 'Cisco ASA',
    'cisco-ftd': 'Cisco Secure Firewall (FTD)',
    'palo-alto': 'Palo Alto Networks',
    openvpn: 'OpenVPN, Linux (PAM)',
    citrix: 'Citrix NetScaler Gateway',
    nps: 'Windows NPS, RD Gateway',
  },
  serverUnknown: '<address of this server>',
  secretPlace: '<shared secret>',
  secretNote: 'Put the shared secret where {{place}} stands; it is not shown here.',
  value: {
    server: 'Server',
    port: 'Port',
    protocol: 'Protocol',
    timeout: 'Time-out',
    retries: 'Retries',
    secret: 'Shared secret',
  },
  timeoutValue: '{{seconds}} seconds',
  typed: 'What people type',
  typedText: {
    'in-password': 'The user name, and as password the code alone.',
    'after-password': 'The user name, and as password the password with the code at its end.',
    challenge: 'The user name and the password; the device then asks for the code.',
  } satisfies Record<OtpEntry, string>,
  messages:
    'Users with one-way texts or mail codes get a second prompt (Access-Challenge): the device must be able to show it. Two-way texts keep the request open for up to {{seconds}} seconds; the device must wait as long.',
  caution: {
    challengeOpenvpn:
      'OpenVPN asks only once unless a static challenge is set up. For this device, code entry “After the password” or “In the password field” is simpler.',
    rdGateway:
      'RD Gateway itself sends no password to NPS and shows no field for a code: its requests are not answered by this server. What can be forwarded are PAP requests of other devices.',
    passwordManagement: 'Leave “Enable password management” off in the connection profile: it switches the device to MS-CHAPv2.',
  },
  step: {
    genericServer: 'Add a RADIUS authentication server with these values:',
    genericMessage:
      'Switch sending of Message-Authenticator on where the device has a setting for it; current software sends it always.',
    genericUse:
      'Use that server for the sign-in of the VPN or the administrators, and sign in once. The request shows under “What it really does”.',
    fortigateServer: 'Add the server. “auto” would try MS-CHAPv2 as well, so the protocol is set to PAP:',
    fortigateTimeout: 'Give people time to answer (the default is 5 seconds):',
    fortigateGroup: 'Put the server into the group that the VPN uses:',
    fortigateTest: 'Test from the device:',
    fortigateVersion:
      'FortiOS sends Message-Authenticator from 7.2.10, 7.4.5 and 7.6.1 on; older versions need the requirement switched off under Security.',
    asaServer: 'Add the server group and the server:',
    asaTunnel: 'Use it in the connection profile of the VPN:',
    asaTest: 'Test from the device:',
    ftdServer:
      'In the Management Center, Objects > AAA Server > RADIUS Server Group: add a group and in it a server with these values:',
    ftdUse: 'Devices > Remote Access, connection profile, tab AAA: choose the group as authentication server, then deploy.',
    paloServer: 'Device > Server Profiles > RADIUS: add a profile with authentication protocol PAP and these values:',
    paloProfile: 'Device > Authentication Profile: add one of type RADIUS with that server profile, and “all” in its allow list.',
    paloUse: 'Choose that profile in the GlobalProtect portal and gateway (or for administrators), then commit.',
    paloTest: 'Test from the device:',
    pamServer:
      'Install pam_radius 3.0 or newer (older ones send no Message-Authenticator) and write into /etc/pam_radius_auth.conf, readable by root alone:',
    pamStack: 'Write the PAM service /etc/pam.d/openvpn:',
    pamOpenvpn: 'Load the plug-in in the OpenVPN server’s configuration (its path differs by distribution), and restart:',
    pamClient: 'On the clients, add:',
    citrixServer: 'Add the action, and a policy for it:',
    citrixBind: 'Bind the policy to the authentication virtual server of the gateway:',
    citrixReceiver:
      'For codes as second factor beside Active Directory, bind it to the second factor and choose code entry “In the password field”.',
    npsServer: 'NPS console > RADIUS Clients and Servers > Remote RADIUS Server Groups: add a group and in it this server:',
    npsMessage: 'Tab Authentication/Accounting: tick “Request must contain the message authenticator attribute”.',
    npsTimeout:
      'Tab Load Balancing: set “seconds without response before request is considered dropped” and “seconds between requests when server is identified as unavailable” to {{seconds}}.',
    npsPolicy:
      'Policies > Connection Request Policies: for the requests meant, forward to that group. Allow PAP on the device behind NPS.',
  },
} as const;
