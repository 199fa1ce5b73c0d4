import { Button, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type SettingEntry, settingKey } from '../settings-catalogue.ts';
import { SettingControl } from './SettingControl.tsx';
import classes from './settings.module.css';
import { isSameValue, type SectionValues, type SettingValue, settingText, valueText } from './values.ts';

export type SettingRowProps = {
  readonly entry: SettingEntry;
  readonly value: SettingValue;
  readonly standard: SettingValue;
  readonly error: ReactNode;
  readonly isDisabled: boolean;
  /** True where an address points at this setting: it is scrolled to and marked. */
  readonly isPointedAt: boolean;
  readonly onChange: (value: SettingValue | '') => void;
  /** All values of the section: some choices depend on another field. */
  readonly values: SectionValues;
  readonly onValues: (values: SectionValues) => void;
  /** In place of the catalogue's control. */
  readonly control?: ((ids: { readonly id: string; readonly describedBy: string }) => ReactNode) | undefined;
};

/** One setting: its name, what it does, its default and its risk; left the words, right the control. */
export function SettingRow(props: SettingRowProps): ReactNode {
  const { entry, value, standard, isDisabled, isPointedAt, onChange } = props;
  const { t } = useTranslation('settings');
  const row = useRef<HTMLDivElement>(null);
  const id = useId();
  const key = settingKey(entry);
  const label = settingText(key, 'label');
  const isChanged = !isSameValue(value, standard);
  const isRisky = entry.isRisky?.(value) === true;
  useEffect(() => {
    if (!isPointedAt) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus({ preventScroll: true });
  }, [isPointedAt]);
  return (
    <div
      ref={row}
      className={classes.row}
      data-pointed={isPointedAt || undefined}
      data-changed={isChanged || undefined}
      data-wide={entry.control.kind === 'list' || undefined}
    >
      <div className={classes.words}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        <div id={`${id}-hint`} className={classes.hint}>
          {settingText(key, 'hint')}
        </div>
        {isRisky ? (
          <div className={classes.risk} role="status">
            <IconAlertTriangle size={16} aria-hidden /> {settingText(key, 'risk')}
          </div>
        ) : null}
      </div>
      <div className={classes.control}>
        {props.control?.({ id, describedBy: `${id}-hint` }) ?? (
          <SettingControl
            id={id}
            describedBy={`${id}-hint`}
            entry={entry}
            value={value}
            error={props.error}
            isDisabled={isDisabled}
            onChange={onChange}
            values={props.values}
            onValues={props.onValues}
          />
        )}
        <div className={classes.standard}>
          {isChanged ? (
            <>
              <span className={classes.changed}>{t('changed')}</span>
              {isDisabled ? (
                <span>{t('default', { value: valueText(entry, standard) })}</span>
              ) : (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  leftSection={<IconArrowBackUp size={14} aria-hidden />}
                  onClick={() => onChange(standard)}
                >
                  {t('reset', { value: valueText(entry, standard) })}
                  <VisuallyHidden component="span">, {label}</VisuallyHidden>
                </Button>
              )}
            </>
          ) : (
            <span>{t('default', { value: valueText(entry, standard) })}</span>
          )}
        </div>
      </div>
    </div>
  );
}
