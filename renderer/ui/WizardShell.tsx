import { Button, Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './WizardShell.module.css';

export type WizardStep = { readonly id: string; readonly label: string };

export type WizardShellProps = {
  readonly steps: readonly WizardStep[];
  readonly current: string;
  /** Right: what has been chosen so far. */
  readonly summary?: ReactNode;
  /** Undefined on the first step and after the work is done. */
  readonly onBack?: () => void;
  /** The step's own forward button or buttons: a verb with a count. */
  readonly forward: ReactNode;
  readonly cancel?: ReactNode;
  /** True: the step's content takes the height and scrolls inside (a table). */
  readonly isFilled?: boolean;
  /** True: the steps stand in one line above, for a step that needs the width (a table with many columns). */
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** A wizard as a page: steps left, the step in the middle, a summary right, Back always possible. */
export function WizardShell(props: WizardShellProps): ReactNode {
  const { t } = useTranslation('common');
  const body = useRef<HTMLDivElement>(null);
  const at = props.steps.findIndex((step) => step.id === props.current);
  const shown = useRef(props.current);
  useEffect(() => {
    if (shown.current !== props.current) body.current?.focus({ preventScroll: true });
    shown.current = props.current;
  }, [props.current]);
  return (
    <div className={classes.shell} data-filled={props.isFilled || undefined} data-wide={props.isWide || undefined}>
      <nav aria-label={t('wizard.steps')} className={classes.steps}>
        <ol>
          {props.steps.map((step, index) => (
            <li key={step.id} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
              <span className={classes.mark} aria-hidden>
                {index < at ? <IconCheck size={14} /> : index + 1}
              </span>
              {step.label}
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes.main}>
        <div ref={body} tabIndex={-1} className={classes.body}>
          {props.children}
        </div>
        <Group justify="space-between" className={classes.foot}>
          <Group gap={8}>
            {props.onBack === undefined ? null : (
              <Button variant="default" onClick={props.onBack}>
                {t('wizard.back')}
              </Button>
            )}
          </Group>
          <Group gap={8}>
            {props.forward}
            {props.cancel}
          </Group>
        </Group>
      </div>
      {props.summary === undefined ? null : (
        <aside className={classes.summary} aria-label={t('wizard.summary')}>
          {props.summary}
        </aside>
      )}
    </div>
  );
}
