import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredMailSettings } from '../../../shared/schemas/mail.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { LoadingRows } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatRelative } from '../../ui/time.ts';
import classes from './Email.module.css';
import { MailSettingsForm } from './MailSettingsForm.tsx';
import { TestMailSection } from './TestMailSection.tsx';

export function SettingsTab(): ReactNode {
  const { t } = useTranslation('email');
  const mayChange = useMay('administer');
  const stored = useQueryOf('mail.get');
  const [isDirty, setDirty] = useState(false);
  if (stored.data === undefined) return stored.isError ? <QueryError query={stored} /> : <LoadingRows rows={8} height={48} />;
  const { settings, problem } = stored.data;
  return (
    <div className={classes.sections}>
      {problem === undefined ? null : <MailProblem problem={problem} />}
      {settings.host === '' ? (
        <Alert color="blue" variant="light" p={12} icon={<IconInfoCircle size={18} />} title={t('noServer.title')}>
          {t('noServer.text')}
        </Alert>
      ) : null}
      <MailSettingsForm stored={stored.data} onReload={async () => (await stored.refetch()).data} onDirty={setDirty} />
      {mayChange && settings.host !== '' ? <TestMailSection hasUnsaved={isDirty} /> : null}
    </div>
  );
}

function MailProblem({ problem }: { readonly problem: NonNullable<StoredMailSettings['problem']> }): ReactNode {
  const { t } = useTranslation('email');
  const now = useNow();
  return (
    <Alert color="red" variant="light" p={12} icon={<IconAlertTriangle size={18} />} title={t('problem.title')}>
      <div>
        {t('problem.text', { when: formatRelative(problem.at, Math.max(now, problem.at)), words: ownWords(problem.words) })}
      </div>
      <div>{t('problem.next')}</div>
    </Alert>
  );
}
