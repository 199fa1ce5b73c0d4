import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { SECTION_GROUPS, type Section } from '../sections.ts';
import classes from './Frame.module.css';
import { useOpenSections } from './use-open-sections.ts';

export function Navigation(): ReactNode {
  const { t } = useTranslation('frame');
  const open = useOpenSections();
  const groups = SECTION_GROUPS.map((group) => group.filter((section) => open.includes(section))).filter(
    (group) => group.length > 0,
  );
  return (
    <nav aria-label={t('navigation')} className={classes.nav}>
      {groups.map((group, index) => (
        <Fragment key={group[0]?.key}>
          {index === 0 ? null : <hr className={classes.divider} />}
          {group.map((section) => (
            <Entry key={section.key} section={section} />
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

function Entry({ section: { key, to, Icon, warnings = [] } }: { readonly section: Section }): ReactNode {
  const { t } = useTranslation('frame');
  const isNarrow = useMediaQuery('(max-width: 1280px)') ?? false;
  const engine = useQueryOf('engine.status');
  const needsPerson = engine.data?.warnings.some(({ code }) => warnings.includes(code)) ?? false;
  return (
    <Tooltip label={t(`nav.${key}`)} position="right" disabled={!isNarrow}>
      <Link to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
        <Icon size={18} aria-hidden />
        <span className={classes.word}>{t(`nav.${key}`)}</span>
        {needsPerson ? <span className={classes.dot} role="img" aria-label={t('nav.needsPerson')} /> : null}
      </Link>
    </Tooltip>
  );
}
