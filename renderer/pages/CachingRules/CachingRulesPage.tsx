import { Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CachingRule } from '../../../shared/schemas/method-settings.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError, QueryError } from '../../parts/errors.tsx';
import { useSaveSection } from '../../parts/settings/use-save-section.ts';
import { notifyUndoable } from '../../parts/undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { ruleColumns } from './columns.tsx';
import { RuleForm } from './RuleDrawer.tsx';
import { ruleRows, withoutRule, withRule } from './rules.ts';
import { cachingSearch } from './search.ts';

/** `rule` in the address while one is being added. */
const ADDING = 0;
const NONE: readonly CachingRule[] = [];

/** For how long a success stands for later requests of the same user: the rule list of the old portal. */
export function CachingRulesPage(): ReactNode {
  const { t } = useTranslation(['rules', 'results']);
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(cachingSearch);
  const { settings, stored, update, save } = useSaveSection('caching');
  const restore = useLateCommand('settings.update');
  const rules = stored?.value.rules ?? NONE;
  const rows = useMemo(() => ruleRows(rules), [rules]);
  const close = () => {
    update.reset();
    setSearch({ rule: undefined });
  };
  const remove = (place: number) => {
    const before = [...rules];
    save(
      { rules: withoutRule(rules, place) },
      {
        onSuccess: (saved) =>
          notifyUndoable(t('caching.deleted'), () =>
            restore({ section: 'caching', revision: saved.revision, value: { rules: before } }).then(
              () => notifyDone(t('caching.restored')),
              notifyError,
            ),
          ),
        onError: notifyError,
      },
    );
  };
  const columns = ruleColumns(
    t,
    mayChange ? { onOpen: ({ place }) => setSearch({ rule: place }), onDelete: ({ place }) => remove(place) } : undefined,
  );
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ rule: ADDING })}>
      {t('caching.add')}
    </Button>
  ) : undefined;
  const opened = rules[(search.rule ?? 0) - 1];
  const isOpen = mayChange && stored !== undefined && (search.rule === ADDING || opened !== undefined);
  return (
    <Page title={t('caching.title')} isFilled facts={t('caching.precedence')} actions={rules.length === 0 ? null : add}>
      <ListTable
        id="caching-rules"
        label={t('caching.title')}
        columns={columns}
        query={settings}
        rows={rows}
        total={rows.length}
        keyOf={(row) => row.place}
        nameOf={(row) => t(`caching.kindName.${row.rule.kind}`)}
        {...(mayChange ? { onOpen: (row: (typeof rows)[number]) => setSearch({ rule: row.place }) } : {})}
        {...(search.rule === undefined ? {} : { openKey: search.rule })}
        empty={
          <EmptyState
            icon={<IconBolt size={36} stroke={1.25} />}
            title={t('caching.none')}
            text={t('caching.noneText')}
            {...(add === undefined ? {} : { action: add })}
          />
        }
        error={<QueryError query={settings} />}
      />
      <SideDrawer title={t(opened === undefined ? 'caching.addTitle' : 'caching.editTitle')} isOpen={isOpen} onClose={close}>
        <RuleForm
          key={search.rule}
          rule={opened}
          update={update}
          onClose={close}
          onSave={(rule) =>
            save(
              { rules: withRule(rules, search.rule ?? ADDING, rule) },
              {
                onSuccess: () => {
                  notifyDone(t('caching.saved'));
                  close();
                },
              },
            )
          }
        />
      </SideDrawer>
    </Page>
  );
}
