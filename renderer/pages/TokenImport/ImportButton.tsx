import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/time.ts';
import { REFUSED_ID } from './PreviewSummary.tsx';
import type { ImportWizard } from './use-import-wizard.ts';
import { importBlock, type PreviewState } from './wizard-state.ts';

/** The last button: says exactly what it does. Not there where it could do nothing. */
export function ImportButton({ state, wizard }: { readonly state: PreviewState; readonly wizard: ImportWizard }): ReactNode {
  const { t } = useTranslation('import');
  const block = importBlock(state);
  if (block === 'expired') {
    return (
      <Button loading={state.work !== undefined} onClick={() => wizard.check()}>
        {t('preview.again')}
      </Button>
    );
  }
  if (block === 'nothing') return <Button onClick={wizard.back}>{t('preview.chooseAgain')}</Button>;
  return (
    <Button
      disabled={block === 'refused'}
      loading={state.work !== undefined}
      onClick={wizard.commit}
      aria-describedby={block === 'refused' ? REFUSED_ID : undefined}
    >
      <ImportLabel ok={state.preview.summary.ok} usersToCreate={state.preview.summary.usersToCreate} />
    </Button>
  );
}

function ImportLabel({ ok, usersToCreate }: { readonly ok: number; readonly usersToCreate: number }): ReactNode {
  const { t } = useTranslation('import');
  const tokens = t('preview.importTokens', { count: ok, formatted: formatNumber(ok) });
  if (usersToCreate === 0) return tokens;
  const users = t('preview.users', { count: usersToCreate, formatted: formatNumber(usersToCreate) });
  return t('preview.importAndCreate', { tokens, users });
}
