import { IconAdjustments, IconBolt, IconBook, IconFile, IconHistory, IconKey, IconRouter, IconUser } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit, HitGroup } from './hits.ts';
import classes from './Palette.module.css';

const ICONS = {
  recent: IconHistory,
  users: IconUser,
  tokens: IconKey,
  clients: IconRouter,
  settings: IconAdjustments,
  pages: IconFile,
  actions: IconBolt,
  help: IconBook,
} as const satisfies Record<HitGroup, unknown>;

/** The hits under their headings. The focus stays in the field; the chosen one is told to readers by its id. */
export function PaletteList({
  id,
  groups,
  chosen,
  onChoose,
}: {
  readonly id: string;
  readonly groups: readonly { readonly group: HitGroup; readonly hits: readonly Hit[] }[];
  readonly chosen: Hit | undefined;
  readonly onChoose: (hit: Hit) => void;
}): ReactNode {
  const { t } = useTranslation('palette');
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one changes what is in the list
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('results')} className={classes.list}>
      {groups.map(({ group, hits }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not a fieldset
        <div key={group} role="group" aria-label={t(`group.${group}`)}>
          <div className={classes.group} aria-hidden>
            {t(`group.${group}`)}
          </div>
          {hits.map((hit) => (
            <Option key={hit.id} id={`${id}-${hit.id}`} hit={hit} isChosen={hit.id === chosen?.id} onChoose={onChoose} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option({
  id,
  hit,
  isChosen,
  onChoose,
}: {
  readonly id: string;
  readonly hit: Hit;
  readonly isChosen: boolean;
  readonly onChoose: (hit: Hit) => void;
}): ReactNode {
  const Icon = ICONS[hit.group];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are the field's; an option of a combobox never has the focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.option}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(hit)}
    >
      <Icon size={18} aria-hidden />
      <span dir="auto" className={classes.label}>
        {hit.label}
      </span>
      {hit.note === undefined || hit.note === '' ? null : (
        <span dir="auto" className={classes.hint}>
          {hit.note}
        </span>
      )}
    </div>
  );
}
