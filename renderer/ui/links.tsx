/** Links of the router in Mantine's clothes: `to`, `params` and `search` are checked against the routes. */
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type AnchorElementProps = Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps | keyof ButtonProps>;

function AnchorLink(props: AnchorProps & AnchorElementProps & { readonly children?: ReactNode }): ReactNode {
  return <Anchor size="sm" {...props} />;
}

function ButtonAnchor(props: ButtonProps & AnchorElementProps & { readonly children?: ReactNode }): ReactNode {
  return <Button component="a" {...props} />;
}

/** A link in text and in cells. */
export const LinkText = createLink(AnchorLink);
/** A link that looks like a button: for going somewhere, never for doing something. */
export const LinkButton = createLink(ButtonAnchor);
