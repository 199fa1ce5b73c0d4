import { Textarea, type TextareaProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './delivery.module.css';

/** The certificate of an authority, pasted as PEM. */
export function AuthorityField(props: TextareaProps): ReactNode {
  return (
    <Textarea
      className={classes.mono}
      placeholder="-----BEGIN CERTIFICATE-----"
      autosize
      minRows={1}
      maxRows={6}
      spellCheck={false}
      {...props}
    />
  );
}
