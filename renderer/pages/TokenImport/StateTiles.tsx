import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../shared/schemas/token-import.ts';
import { formatNumber } from '../../ui/time.ts';
import { RowStateMark } from './preview-columns.tsx';
import { ROW_STATES, type RowState } from './row-view.ts';
import classes from './TokenImport.module.css';

/** Four counts, each a filter that is switched on and off. */
export function StateTiles({
  summary,
  active,
  onChange,
}: {
  readonly summary: ImportSummary;
  readonly active: RowState | undefined;
  readonly onChange: (state: RowState | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('import');
  return (
    <fieldset className={classes.tiles} aria-label={t('preview.tiles')}>
      {ROW_STATES.map((state) => (
        <UnstyledButton
          key={state}
          className={classes.tile}
          data-none={summary[state] === 0 || undefined}
          aria-pressed={active === state}
          onClick={() => onChange(active === state ? undefined : state)}
        >
          <RowStateMark state={state}>{t(`preview.tile.${state}`)}</RowStateMark>
          <span className={classes.tileLine}>
            <span className={classes.tileCount}>{formatNumber(summary[state])}</span>
            <span className={classes.tileText}>{t(`preview.tileText.${state}`)}</span>
          </span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
