import { Button, Select, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { CodeField } from '../CodeField.tsx';
import { CommandError, QueryError } from '../errors.tsx';
import { OutcomeMark } from '../ResultBadge.tsx';
import { bareCode, isCode } from '../token-state.ts';
import classes from './TokenPanels.module.css';

/** Two codes in a row tell the server where a token stands. */
export function ResyncPanel({
  user,
  tokenId,
  onClose,
}: {
  readonly user: User;
  /** Undefined: the operator chooses, where there are several. */
  readonly tokenId: number | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const tokens = useQueryOf('tokens.list', { userId: user.id, limit: 100 });
  const [chosen, setChosen] = useState(tokenId);
  if (tokens.data === undefined) return tokens.isError ? <QueryError query={tokens} /> : <LoadingRows />;
  const rows = tokens.data.rows.filter((token) => !token.isPending);
  const token = rows.find(({ id }) => id === chosen) ?? rows[0];
  if (token === undefined) return <Text size="sm">{t('resync.noToken')}</Text>;
  return (
    <Fields>
      <Text size="sm">{t('resync.text')}</Text>
      <Select
        label={t('resync.token')}
        allowDeselect={false}
        readOnly={rows.length === 1}
        value={String(token.id)}
        data={rows.map(({ id, serial }) => ({ value: String(id), label: serial }))}
        onChange={(value) => setChosen(Number(value))}
      />
      <ResyncForm key={token.id} token={token} onClose={onClose} />
    </Fields>
  );
}

function ResyncForm({ token, onClose }: { readonly token: Token; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const resync = useCommand('tokens.resync');
  const form = useForm({
    initialValues: { firstCode: '', secondCode: '' },
    validate: {
      firstCode: (code) => (isCode(code) ? null : t('code.digits')),
      secondCode: (code, { firstCode }) => {
        if (!isCode(code)) return t('code.digits');
        return bareCode(code) === bareCode(firstCode) ? t('resync.same') : null;
      },
    },
  });
  const submit = form.onSubmit(({ firstCode, secondCode }) =>
    resync.mutate({ id: token.id, firstCode: bareCode(firstCode), secondCode: bareCode(secondCode) }),
  );
  if (resync.data !== undefined) return <ResyncDone token={resync.data} onClose={onClose} />;
  const isTotp = token.type === 'totp';
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <CommandError error={resync.error} />
        <CodeField
          label={t('resync.first')}
          description={t(isTotp ? 'resync.firstTotp' : 'resync.firstHotp')}
          data-autofocus
          w="100%"
          {...form.getInputProps('firstCode')}
        />
        <CodeField
          label={t('resync.second')}
          description={isTotp ? t('resync.secondTotp', { seconds: token.periodSeconds }) : t('resync.secondHotp')}
          w="100%"
          {...form.getInputProps('secondCode')}
        />
        <FormActions>
          <Button type="submit" loading={resync.isPending}>
            {t('resync.submit')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        </FormActions>
      </Fields>
    </form>
  );
}

function ResyncDone({ token, onClose }: { readonly token: Token; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const drift = token.driftSteps;
  const where =
    token.type === 'hotp'
      ? t('resync.counter', { counter: token.counter })
      : drift === 0
        ? t('resync.driftNone')
        : t('resync.drift', { count: Math.abs(drift), formatted: formatNumber(drift) });
  return (
    <div className={classes.result} role="status">
      <OutcomeMark outcome="granted">{t('resync.done', { serial: token.serial })}</OutcomeMark>
      <Text size="sm" my={8}>
        {where} {t('resync.doneText')}
      </Text>
      <Button onClick={onClose} autoFocus>
        {t('done')}
      </Button>
    </div>
  );
}
