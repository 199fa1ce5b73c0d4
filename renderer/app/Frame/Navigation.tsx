import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconActivity, IconKey, IconListDetails, IconRouter, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from './Frame.module.css';

/** The old console's order and words (reference section 2); groups without headings. */
const GROUPS = [
  [
    { key: 'status', to: '/', Icon: IconActivity },
    { key: 'users', to: '/users', Icon: IconUsers },
    { key: 'tokens', to: '/tokens', Icon: IconKey },
  ],
  [{ key: 'radius', to: '/radius', Icon: IconRouter }],
  [{ key: 'log', to: '/log', Icon: IconListDetails }],
] as const;

export function Navigation(): ReactNode {
  const { t } = useTranslation('frame');
  const isNarrow = useMediaQuery('(max-width: 1280px)') ?? false;
  const engine = useQueryOf('engine.status');
  const needsPerson = (key: string) =>
    key === 'radius' && (engine.data?.listeners.some((listener) => !listener.isListening) ?? false);
  return (
    <nav aria-label={t('navigation')} className={classes.nav}>
      {GROUPS.map((group, index) => (
        <Fragment key={group[0].key}>
          {index === 0 ? null : <hr className={classes.divider} />}
          {group.map(({ key, to, Icon }) => (
            <Tooltip key={key} label={t(`nav.${key}`)} position="right" disabled={!isNarrow}>
              <Link to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
                <Icon size={18} aria-hidden />
                <span className={classes.word}>{t(`nav.${key}`)}</span>
                {needsPerson(key) ? <span className={classes.dot} role="img" aria-label={t('nav.needsPerson')} /> : null}
              </Link>
            </Tooltip>
          ))}
        </Fragment>
      ))}
    </nav>
  );
}
