/** E-mail-to-SMS: a mail to an address that holds the number; the service behind it sends its body as a text. */
import type { Gateway, MailGateway } from '../../../shared/schemas/gateway.ts';
import type { TextGateway } from '../../engine/delivery/gateway-port.ts';
import type { MailAnswer, PlainMail } from '../../engine/delivery/mail-port.ts';
import { scrub } from '../../engine/delivery/scrub.ts';
import { formatNumber } from '../../protocols/sms/phone-number.ts';

export type SendMail = (mail: PlainMail, timeoutMilliseconds: number) => Promise<MailAnswer>;

export function createMailGateway(gateway: Gateway, connection: MailGateway, sendMail: SendMail): TextGateway {
  return {
    async send({ to, text, sender, messageId }, timeoutMilliseconds) {
      const values: Readonly<Record<string, string>> = {
        to: formatNumber(to, gateway.numberFormat),
        from: sender,
        message_id: messageId,
      };
      const fill = (template: string) => template.replaceAll(/<\$(\w+)\$>/g, (whole, name: string) => values[name] ?? whole);
      const mail = { to: fill(connection.address), subject: fill(connection.subject), text };
      const answer = await sendMail(mail, timeoutMilliseconds);
      // The mail server's queue has it: whether the service takes it comes later, if at all.
      if (answer.kind === 'sent') return { kind: 'accepted', reference: '' };
      // A mail server quotes the address that it refuses, and with it the number.
      return { kind: 'refused', problem: scrub(answer.problem, { text, to, secrets: [] }), isPermanent: answer.isPermanent };
    },
    isConnected: () => undefined,
    close: async () => undefined,
  };
}
