import { Alert, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenId } from '../../../shared/ids.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatDate } from '../../ui/time.ts';
import { AssignForm } from './AssignForm.tsx';
import { driftText, parametersText } from './columns.tsx';
import classes from './OathTokens.module.css';
import { ResyncForm } from './ResyncForm.tsx';
import { TokenActions } from './TokenActions.tsx';
import { TokenStateMark } from './TokenStateMark.tsx';
import { isNotYetValid, tokenState } from './token-state.ts';

/** One token beside the list: its facts, and what can be done with it. */
export function TokenDrawer({
  tokenId,
  onClose,
}: {
  readonly tokenId: TokenId | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('tokens');
  const token = useQueryOf('tokens.get', { id: tokenId as TokenId }, { isEnabled: tokenId !== undefined, keepsPrevious: false });
  const title = token.data === undefined ? t('drawer.loading') : t('drawer.title', { serial: token.data.serial });
  return (
    <SideDrawer title={title} isOpen={tokenId !== undefined} onClose={onClose}>
      {token.data === undefined ? (
        <>
          <QueryError query={token} />
          {token.isError ? null : <LoadingRows />}
        </>
      ) : (
        <TokenView key={token.data.id} token={token.data} onClose={onClose} />
      )}
    </SideDrawer>
  );
}

function TokenView({ token, onClose }: { readonly token: Token; readonly onClose: () => void }): ReactNode {
  const isHelpDesk = useMay('user-tasks');
  return (
    <Stack gap={16}>
      <StateNote token={token} />
      <TokenFactsList token={token} />
      {isHelpDesk ? (
        <>
          <TokenActions token={token} onDeleted={onClose} />
          {token.userId === undefined ? <AssignForm token={token} /> : null}
          {token.isPending ? null : <ResyncForm token={token} />}
        </>
      ) : null}
    </Stack>
  );
}

/** Why the codes of this token are refused, where they are. */
function StateNote({ token }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('tokens');
  const state = tokenState(token, Date.now());
  const key = isNotYetValid(token, Date.now()) && (state === 'assigned' || state === 'unassigned') ? 'notYet' : state;
  if (key === 'assigned' || key === 'unassigned') return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} />} p={8} className={classes.note}>
      {t(`stateText.${key}`)}
    </Alert>
  );
}

function TokenFactsList({ token }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('tokens');
  const { t: common } = useTranslation('common');
  return (
    <KeyValue
      labelWidth={130}
      rows={[
        { label: t('column.state'), value: <TokenStateMark state={tokenState(token, Date.now())} /> },
        {
          label: t('drawer.user'),
          value:
            token.userId === undefined ? (
              t('drawer.nobody')
            ) : (
              <LinkText to="/users/$userId" params={{ userId: String(token.userId) }}>
                {token.username}
              </LinkText>
            ),
        },
        { label: t('column.type'), value: t(`typeLong.${token.type}`) },
        { label: t('column.parameters'), value: parametersText(token, t) },
        token.type === 'hotp'
          ? { label: t('drawer.counter'), value: token.counter }
          : { label: t('column.drift'), value: driftText(token, t) },
        { label: t('form.origin'), value: t(`origin.${token.origin}`) },
        { label: t('column.manufacturer'), value: token.manufacturer || '–' },
        { label: t('column.model'), value: token.model || '–' },
        { label: t('drawer.validity'), value: <Validity token={token} /> },
        { label: t('column.lastUsed'), value: <RelativeTime at={token.lastUsedAt} missing={common('never')} /> },
        { label: t('column.created'), value: <RelativeTime at={token.createdAt} /> },
      ]}
    />
  );
}

function Validity({ token: { startsAt, expiresAt } }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('tokens');
  const start = startsAt === undefined ? undefined : formatDate(startsAt);
  // The token ends at this instant: a millisecond before is its last good day.
  const end = expiresAt === undefined ? undefined : formatDate(expiresAt - 1);
  if (start !== undefined && end !== undefined) return t('drawer.between', { start, end });
  if (start !== undefined) return t('drawer.from', { start });
  return end === undefined ? t('drawer.always') : t('drawer.until', { end });
}
