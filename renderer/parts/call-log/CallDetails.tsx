import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import { KeyValue, type KeyValueRow } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { ownWords } from '../own-words.ts';
import { silentDirection, trunkAnswer } from './call-facts.ts';
import classes from './call-log.module.css';
import { knownCause } from './q850.ts';
import { useTimesText } from './use-times-text.ts';

/** Header fields have no translation. */
const ASSERTED = 'P-Asserted-Identity';

/** All that is known of one call. What is not known has no line. */
export function CallDetails({ call, isBrief = false }: { readonly call: PlacedCall; readonly isBrief?: boolean }): ReactNode {
  const { t } = useTranslation('callLog');
  const timesText = useTimesText();
  const { q850Cause, answeredAt, passedOver } = call;
  const who: readonly KeyValueRow[] = [
    { label: t('field.time'), value: formatExact(call.startedAt) },
    { label: t('field.user'), value: call.username === '' ? '' : <CallUser call={call} /> },
    { label: t('field.application'), value: call.applicationName },
    { label: t(`phone.${call.phone}`), value: call.number },
    { label: t('field.extension'), value: call.extension },
    { label: t('field.times'), value: timesText(call) },
  ];
  const how: readonly KeyValueRow[] = [
    { label: t('field.trunk'), value: call.trunkName === '' ? t('noTrunk') : call.trunkName },
    { label: t('field.passedOver'), value: passedOver.length === 0 ? '' : <PassedOver passedOver={passedOver} /> },
    { label: t('field.end'), value: t(`how.${call.how}`) },
    { label: t('field.answer'), value: ownWords(trunkAnswer(call)) },
    { label: t('field.cause'), value: q850Cause === undefined ? '' : <Cause cause={q850Cause} /> },
    { label: 'From', value: call.sentFrom === '' ? '' : <Sent text={call.sentFrom} /> },
    { label: ASSERTED, value: <Asserted call={call} /> },
    { label: 'Privacy', value: call.sentPrivacy },
    { label: t('field.sound'), value: answeredAt === undefined ? '' : <Sound call={call} /> },
  ];
  const shown = (isBrief ? how : [...who, ...how]).filter(
    ({ label, value }) => value !== '' && !(call.sentFrom === '' && label === ASSERTED),
  );
  return <KeyValue labelWidth={150} rows={shown} />;
}

/** A user who was deleted has a name and no page. */
export function CallUser({ call }: { readonly call: PlacedCall }): ReactNode {
  if (call.userId === undefined) return call.username;
  return (
    <LinkText to="/users/$userId" params={{ userId: String(call.userId) }} dir="auto">
      {call.username}
    </LinkText>
  );
}

function PassedOver({ passedOver }: Pick<PlacedCall, 'passedOver'>): ReactNode {
  return (
    <ul className={classes.plainList}>
      {passedOver.map(({ trunkName, words }) => (
        <li key={`${trunkName} ${words}`}>
          {trunkName}: {ownWords(words)}
        </li>
      ))}
    </ul>
  );
}

function Cause({ cause }: { readonly cause: number }): ReactNode {
  const { t } = useTranslation('callLog');
  const known = knownCause(cause);
  return known === undefined ? String(cause) : `${cause}: ${t(`cause.q${known}`)}`;
}

function Sent({ text }: { readonly text: string }): ReactNode {
  return <span className={classes.sent}>{text}</span>;
}

function Asserted({ call }: { readonly call: PlacedCall }): ReactNode {
  const { t } = useTranslation('callLog');
  const { sentFrom, sentAssertedIdentity } = call;
  if (sentAssertedIdentity === '') return t('notSent');
  return sentAssertedIdentity === sentFrom ? t('sameAsFrom') : <Sent text={sentAssertedIdentity} />;
}

function Sound({ call }: { readonly call: PlacedCall }): ReactNode {
  const { t } = useTranslation('callLog');
  const silent = silentDirection(call);
  return (
    <>
      {t('packets', { sent: formatNumber(call.sentPackets), received: formatNumber(call.receivedPackets) })}
      {silent === undefined ? null : (
        <span className={classes.silent}>
          <IconAlertTriangle size={14} aria-hidden /> {t(`silent.${silent}`)}
        </span>
      )}
    </>
  );
}
