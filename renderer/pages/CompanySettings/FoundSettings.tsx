import { Anchor, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { findSettings, type SectionValues, settingText, valueText } from '../../parts/settings/values.ts';
import { type SettingsTab, settingKey, settingLink } from '../../parts/settings-catalogue.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkText } from '../../ui/links.tsx';
import classes from './CompanySettings.module.css';

/** What a search over all settings found, on this page and on others; each leads to its place. */
export function FoundSettings({
  text,
  settings,
  onOpen,
  onClear,
}: {
  readonly text: string;
  readonly settings: readonly StoredSettings[];
  readonly onOpen: (setting: { readonly tab: SettingsTab; readonly setting: string }) => void;
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('settings');
  const values = Object.fromEntries(settings.map(({ section, value }) => [section, value as unknown as SectionValues]));
  const found = findSettings(text, values);
  if (found.length === 0) {
    return (
      <EmptyState
        title={t('noneFound', { text })}
        text={t('noneFoundText')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('clearSearch')}
          </Button>
        }
      />
    );
  }
  return (
    <section aria-label={t('find')}>
      <p className={classes.count} role="status">
        {t('found', { count: found.length })}
      </p>
      <ul className={classes.found}>
        {found.map(({ entry, value }) => {
          const key = settingKey(entry);
          const label = settingText(key, 'label');
          return (
            <li key={key}>
              <span>
                {entry.to === '/settings' ? (
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    ta="start"
                    onClick={() => onOpen({ tab: entry.tab, setting: key })}
                  >
                    {label}
                  </Anchor>
                ) : (
                  <LinkText {...settingLink(entry)}>{label}</LinkText>
                )}
                <small>{settingText(key, 'hint')}</small>
              </span>
              <span className={classes.where}>
                {t(`page.${entry.to}`)}
                {entry.to === '/settings' ? ` · ${t(`tab.${entry.tab}`)}` : ''}
              </span>
              <span>{valueText(entry, value)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
