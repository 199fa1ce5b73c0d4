import { ActionIcon, Anchor, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../bridge/use-session.ts';
import delivery from '../../parts/delivery/delivery.module.css';
import { OrderedList } from '../../parts/delivery/OrderedList.tsx';
import { Section } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './CallerId.module.css';
import { RuleForm } from './RuleForm.tsx';
import { type CallerIdRule, moved, unreachable, withoutRule, withRule } from './rules.ts';
import { callerIdSearch } from './search.ts';
import { useRuleText } from './use-rule-text.ts';

/** `rule` in the address while one is being added. */
const ADDING = 0;
/** `setting` in the address of a link from the search. */
const POINTED_AT = 'caller-id.rules';

/** In the order in which they are looked at. They are a part of the page's form: saved with it. */
export function RuleList({
  rules,
  onChange,
}: {
  readonly rules: readonly CallerIdRule[];
  readonly onChange: (rules: CallerIdRule[]) => void;
}): ReactNode {
  const { t } = useTranslation('callerId');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(callerIdSearch);
  const ruleText = useRuleText();
  const ids = useRowIds(rules.length);
  const place = useRef<HTMLDivElement>(null);
  const isPointedAt = search.setting === POINTED_AT;
  useEffect(() => {
    if (isPointedAt) place.current?.scrollIntoView({ block: 'center' });
  }, [isPointedAt]);
  const dead = unreachable(rules);
  const rows = rules.map((rule, index) => ({
    id: ids.current[index] ?? 0,
    name: ruleText.calls(rule),
    position: index + 1,
    rule,
  }));
  const close = () => setSearch({ rule: undefined });
  const opened = rules[(search.rule ?? 0) - 1];
  const isOpen = mayChange && (search.rule === ADDING || opened !== undefined);
  const move = (id: number, to: number) => {
    const from = ids.current.indexOf(id) + 1;
    ids.current = moved(ids.current, from, to);
    onChange(moved(rules, from, to));
  };
  const remove = (place: number) => {
    ids.current = ids.current.filter((_, index) => index + 1 !== place);
    onChange(withoutRule(rules, place));
  };
  return (
    <div ref={place}>
      <Section
        title={t('rules.title')}
        description={t('rules.text')}
        aside={
          mayChange ? (
            <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setSearch({ rule: ADDING })}>
              {t('rules.add')}
            </Button>
          ) : undefined
        }
      >
        {rows.length === 0 ? <p className={delivery.dimmed}>{t('rules.none')}</p> : null}
        {rows.length === 0 ? null : (
          <div className={classes.rules}>
            <OrderedList
              label={t('rules.title')}
              rows={rows}
              move={
                mayChange
                  ? {
                      mutate: ({ id, position }, { onSuccess }) => {
                        move(id, position);
                        onSuccess();
                      },
                    }
                  : undefined
              }
              texts={{
                up: (name) => t('rules.up', { name }),
                down: (name) => t('rules.down', { name }),
                moved: (name, position) => t('rules.moved', { name, position }),
              }}
            >
              {({ rule, name, position }) => (
                <RuleCells
                  rule={rule}
                  name={name}
                  isDead={dead.has(position)}
                  onOpen={mayChange ? () => setSearch({ rule: position }) : undefined}
                  onRemove={mayChange ? () => remove(position) : undefined}
                />
              )}
            </OrderedList>
          </div>
        )}
        <SideDrawer title={t(opened === undefined ? 'rule.addTitle' : 'rule.editTitle')} isOpen={isOpen} onClose={close}>
          <RuleForm
            key={search.rule}
            rule={opened}
            onClose={close}
            onSave={(rule) => {
              onChange(withRule(rules, search.rule ?? ADDING, rule));
              close();
            }}
          />
        </SideDrawer>
      </Section>
    </div>
  );
}

type CellProps = {
  readonly rule: CallerIdRule;
  readonly name: string;
  readonly isDead: boolean;
  /** Undefined: whoever looks may not change it. */
  readonly onOpen: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
};

function RuleCells({ rule, name, isDead, onOpen, onRemove }: CellProps): ReactNode {
  const { t } = useTranslation('callerId');
  const ruleText = useRuleText();
  return (
    <>
      <div className={classes.rule}>
        {onOpen === undefined ? (
          <span className={delivery.name} dir="auto">
            {name}
          </span>
        ) : (
          <Anchor component="button" type="button" size="sm" ta="start" className={delivery.name} dir="auto" onClick={onOpen}>
            {name}
          </Anchor>
        )}
        {isDead ? (
          <p className={classes.dead}>
            <IconAlertTriangle size={14} aria-hidden /> {t('rules.dead')}
          </p>
        ) : null}
      </div>
      <div className={delivery.side}>{ruleText.sends(rule)}</div>
      {onRemove === undefined ? (
        <span />
      ) : (
        <Tooltip label={t('rules.delete')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('rules.deleteOf', { name })} onClick={onRemove}>
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

/** Rules have no ids of their own; a row that moves must stay the same row, or its button loses the focus. */
function useRowIds(count: number) {
  const ids = useRef<number[]>([]);
  const next = useRef(1);
  while (ids.current.length < count) {
    ids.current.push(next.current);
    next.current += 1;
  }
  ids.current.length = count;
  return ids;
}
