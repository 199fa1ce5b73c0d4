import { VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailType } from '../../../shared/mail-templates.ts';
import classes from './Email.module.css';
import { type MailBranch, mailTree } from './mail-name.ts';

/** The tree of the old console: method, then mode and New User or User Update. Arrows move, Enter opens. */
export function TemplateTree({
  chosen,
  changed,
  onChoose,
}: {
  readonly chosen: MailType;
  readonly changed: ReadonlySet<MailType>;
  readonly onChoose: (type: MailType) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const { t: results } = useTranslation('results');
  const branches = mailTree(t, results);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(branches.filter((each) => holds(each, chosen)).map(({ key }) => key)),
  );
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <nav aria-label={t('content.tree')} className={classes.tree} onKeyDown={moveByArrows}>
      <ul>
        {branches.map((branch) => {
          const isOpen = open.has(branch.key);
          const Chevron = isOpen ? IconChevronDown : IconChevronRight;
          return (
            <li key={branch.key}>
              <button type="button" className={classes.branch} aria-expanded={isOpen} onClick={() => toggle(branch.key)}>
                <Chevron size={16} aria-hidden /> {branch.label}
              </button>
              {isOpen ? (
                <ul>
                  {branch.leaves.map(({ type, label }) => (
                    <li key={type}>
                      <button
                        type="button"
                        className={classes.leaf}
                        aria-current={type === chosen ? 'true' : undefined}
                        onClick={() => onChoose(type)}
                      >
                        <span>{label}</span>
                        {changed.has(type) ? <Changed label={t('content.changed')} /> : null}
                      </button>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Changed({ label }: { readonly label: string }): ReactNode {
  return (
    <span className={classes.changedMark} title={label}>
      <VisuallyHidden component="span">, {label}</VisuallyHidden>
    </span>
  );
}

function holds({ leaves }: MailBranch, type: MailType): boolean {
  return leaves.some((leaf) => leaf.type === type);
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const active = document.activeElement;
  const at = active instanceof HTMLButtonElement ? buttons.indexOf(active) : -1;
  buttons[at + step]?.focus();
  event.preventDefault();
}
