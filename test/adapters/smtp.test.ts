/** The SMTP adapter against a real server on loopback. */
import { afterEach, expect, it } from 'vitest';
import {
  checkAuthorityCertificate,
  createSmtpTransport,
  type MailTransport,
  type ReadyMail,
} from '../../main/adapters/mail/smtp.ts';
import { Secret } from '../../main/engine/secret.ts';
import { MAIL_SETTINGS_DEFAULT, type MailSettings } from '../../shared/schemas/mail.ts';
import { refusal, startSmtpServer } from '../support/smtp-server.ts';
import { TEST_AUTHORITY, TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../support/test-certificate.ts';

const PASSWORD = 'a-mail-password-nobody-may-see';
const MAIL: ReadyMail = {
  from: { name: 'Verification', address: 'mfa@example.org' },
  to: 'user@example.org',
  cc: '',
  subject: 'Één onderwerp',
  format: 'plain',
  body: 'The code is 123456.',
};
const TLS = { cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY };

const servers: { close(): Promise<void> }[] = [];
const transports: MailTransport[] = [];
afterEach(async () => {
  // A server waits for its connections.
  for (const transport of transports.splice(0)) transport.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(options: Parameters<typeof startSmtpServer>[0]) {
  const server = await startSmtpServer(options);
  servers.push(server);
  return server;
}

function connect(port: number, settings: Partial<MailSettings> = {}, password?: string): MailTransport {
  const transport = createSmtpTransport(
    { ...MAIL_SETTINGS_DEFAULT, host: '127.0.0.1', port, security: 'none', timeoutSeconds: 5, ...settings },
    password === undefined ? undefined : Secret.fromText(password),
  );
  transports.push(transport);
  return transport;
}

it('hands a mail over in the clear where that is chosen', async () => {
  const server = await serve({});
  expect(await connect(server.port).send(MAIL, 5000)).toMatchObject({ kind: 'sent', words: expect.stringContaining('250') });
  const [mail] = server.taken;
  expect(mail).toMatchObject({ from: 'mfa@example.org', to: ['user@example.org'], isTls: false });
  expect(mail?.source).toContain('Auto-Submitted: auto-generated');
  expect(mail?.source).toContain('The code is 123456.');
});

it('signs in over STARTTLS and over TLS with an authority of its own', async () => {
  const onAuth: NonNullable<Parameters<typeof startSmtpServer>[0]>['onAuth'] = (auth, _session, done) =>
    auth.username === 'mfa' && auth.password === PASSWORD ? done(null, { user: 'mfa' }) : done(new Error('no'));
  const settings = { username: 'mfa', authorityCertificate: TEST_AUTHORITY };
  const plain = await serve({ ...TLS, disabledCommands: [], onAuth });
  expect(await connect(plain.port, { ...settings, security: 'starttls' }, PASSWORD).send(MAIL, 5000)).toMatchObject({
    kind: 'sent',
  });
  const tls = await serve({ ...TLS, secure: true, disabledCommands: [], onAuth });
  expect(await connect(tls.port, { ...settings, security: 'tls' }, PASSWORD).send(MAIL, 5000)).toMatchObject({ kind: 'sent' });
  expect([...plain.taken, ...tls.taken].map(({ isTls }) => isTls)).toEqual([true, true]);
});

it('refuses a certificate of an authority that it does not know', async () => {
  const server = await serve({ ...TLS, disabledCommands: ['AUTH'] });
  const answer = await connect(server.port, { security: 'starttls' }).send(MAIL, 5000);
  expect(answer).toMatchObject({ kind: 'not-sent', isPermanent: false, problem: expect.stringMatching(/certificate|issuer/) });
  expect(server.taken).toEqual([]);
});

it('sends nothing in the clear where STARTTLS is chosen and the server offers none', async () => {
  const server = await serve({});
  const answer = await connect(server.port, { security: 'starttls', username: 'mfa' }, PASSWORD).send(MAIL, 5000);
  expect(answer).toMatchObject({ kind: 'not-sent', isPermanent: false });
  expect(server.taken).toEqual([]);
});

it("tells a refusal in the server's own words, without the password", async () => {
  const denied = await serve({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(refusal(535, `5.7.8 bad credentials ${PASSWORD}`)),
  });
  const answer = await connect(denied.port, { username: 'mfa' }, PASSWORD).send(MAIL, 5000);
  expect(answer).toMatchObject({ kind: 'not-sent', isPermanent: false, problem: 'AUTH: 535 5.7.8 bad credentials [secret]' });

  const unknown = await serve({ onRcptTo: (_address, _session, done) => done(refusal(550, '5.1.1 User unknown')) });
  expect(await connect(unknown.port).send(MAIL, 5000)).toEqual({
    kind: 'not-sent',
    isPermanent: true,
    isOfServer: false,
    problem: 'RCPT: 550 5.1.1 User unknown',
  });
  expect(JSON.stringify(answer)).not.toContain(PASSWORD);
});

it('tells greylisting as what passes, and then succeeds', async () => {
  let isFirst = true;
  const server = await serve({
    onRcptTo(_address, _session, done) {
      done(isFirst ? refusal(451, '4.7.1 Greylisted, try again later') : null);
      isFirst = false;
    },
  });
  const transport = connect(server.port);
  expect(await transport.send(MAIL, 5000)).toEqual({
    kind: 'not-sent',
    isPermanent: false,
    isOfServer: false,
    problem: 'RCPT: 451 4.7.1 Greylisted, try again later',
  });
  expect(await transport.send(MAIL, 5000)).toMatchObject({ kind: 'sent' });
});

it('names a server that is not there, and uses it once it is back', async () => {
  const first = await startSmtpServer();
  await first.close();
  const transport = connect(first.port);
  expect(await transport.send(MAIL, 5000)).toMatchObject({
    kind: 'not-sent',
    isPermanent: false,
    problem: expect.stringContaining('ECONNREFUSED'),
  });
  servers.push(await startSmtpServer({}, first.port));
  expect(await transport.send(MAIL, 5000)).toMatchObject({ kind: 'sent' });
});

it('gives up on a server that says nothing', async () => {
  const server = await serve({ onConnect: () => {} });
  expect(await connect(server.port).send(MAIL, 200)).toMatchObject({
    kind: 'not-sent',
    isPermanent: false,
    problem: expect.stringContaining('did not take the mail'),
  });
});

it('refuses a certificate that is none', () => {
  checkAuthorityCertificate('');
  checkAuthorityCertificate(TEST_AUTHORITY);
  expect(() => checkAuthorityCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toThrow(
    'MAIL_CERTIFICATE_INVALID',
  );
});
