/** A message text as a phone would get it: filled by examples, with its length and its parts. */
import {
  MESSAGE_TEXT_PLACEHOLDERS,
  type MessageTextKey,
  TEXT_PLACEHOLDERS,
  type TextPlaceholder,
} from '../../shared/message-texts.ts';
import { fillMessageText, unknownTextPlaceholders } from '../engine/messages/message-text.ts';
import { countSegments, type SmsEncoding } from '../protocols/sms/segments.ts';

/** Obviously examples; a name as long as those of real applications, so that the count is not too good. */
const EXAMPLES: Readonly<Record<TextPlaceholder, string>> = {
  otp: '',
  application_name: 'Example VPN',
  fraud_code: '0',
  phone: '+•• •••••5678',
  email: 'u•••@example.org',
  question: 'What was the name of your first school?',
  words: 'sms, call, app',
  minimum: '4',
};
const DIGITS = '1234567890';

export type TextPreview = {
  readonly text: string;
  readonly encoding: SmsEncoding;
  readonly length: number;
  readonly segmentCount: number;
  readonly unknownPlaceholders: string[];
};

export function previewText(input: {
  readonly text: string;
  readonly key?: MessageTextKey | undefined;
  readonly codeDigits: number;
}): TextPreview {
  const known = input.key === undefined ? TEXT_PLACEHOLDERS : MESSAGE_TEXT_PLACEHOLDERS[input.key];
  const text = fillMessageText(input.text, { ...EXAMPLES, otp: DIGITS.slice(0, input.codeDigits) });
  const { encoding, length, segmentCount } = countSegments(text);
  return { text, encoding, length, segmentCount, unknownPlaceholders: unknownTextPlaceholders(input.text, known) };
}
