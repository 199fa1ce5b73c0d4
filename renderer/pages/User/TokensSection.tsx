import { Button, Group } from '@mantine/core';
import { IconDeviceMobilePlus, IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { tokenUseOf } from '../../parts/token-state.ts';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { userSearch } from './search.ts';
import { TokenRow } from './TokenRow.tsx';
import { UnassignDialog } from './UnassignDialog.tsx';
import classes from './User.module.css';

/** Tokens shown here; more than that is looked at in OATH Tokens. */
const ROWS = 20;

export function TokensSection({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  const tokens = useQueryOf('tokens.list', { userId: user.id, limit: ROWS });
  const [unassigned, setUnassigned] = useState<Token>();
  const rows = tokens.data?.rows ?? [];
  const activeCount = rows.filter((token) => tokenUseOf(token, now) === 'active').length;
  return (
    <Section
      title={t('tokens.title')}
      aside={
        (tokens.data?.total ?? 0) <= ROWS ? null : (
          <LinkText to="/tokens" search={{ search: user.username }}>
            {t('tokens.more')}
          </LinkText>
        )
      }
    >
      {tokens.isPending ? <LoadingRows rows={2} /> : null}
      {tokens.isError && tokens.data === undefined ? <QueryError query={tokens} /> : null}
      {tokens.data !== undefined && rows.length === 0 ? (
        <p className={classes.nothing}>
          {t('tokens.none')}. {t('tokens.noneText')}
        </p>
      ) : null}
      <ul className={classes.list} aria-label={t('tokens.title')}>
        {rows.map((token) => (
          <TokenRow key={token.id} token={token} onUnassign={() => setUnassigned(token)} />
        ))}
      </ul>
      <AddTokens />
      <UnassignDialog
        token={unassigned}
        username={user.username}
        isLastUsable={activeCount === 1 && unassigned !== undefined && tokenUseOf(unassigned, now) === 'active'}
        onClose={() => setUnassigned(undefined)}
      />
    </Section>
  );
}

function AddTokens(): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const [, setSearch] = useSearchState(userSearch);
  if (!mayHelp) return null;
  return (
    <Group gap={8} mt={12}>
      <Button
        variant="default"
        leftSection={<IconKey size={16} />}
        onClick={() => setSearch({ panel: 'assign', token: undefined })}
      >
        {t('action.assign')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDeviceMobilePlus size={16} />}
        onClick={() => setSearch({ panel: 'enrol', token: undefined })}
      >
        {t('action.enrol')}
      </Button>
    </Group>
  );
}
