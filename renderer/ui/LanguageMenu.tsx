import { Button, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, LANGUAGE_NAMES, LANGUAGES } from '../text/language.ts';

/** The language of the console, each in its own words. Takes effect at once; what is typed stays. */
export function LanguageMenu(): ReactNode {
  const { t } = useTranslation('common');
  const current = currentLanguage();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          px={8}
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${current.toUpperCase()}, ${t('language')}: ${LANGUAGE_NAMES[current]}`}
        >
          {current.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            fw={language === current ? 600 : 400}
            aria-current={language === current || undefined}
            onClick={() => void chooseLanguage(language)}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
