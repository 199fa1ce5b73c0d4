/** The look, in one place: colours with 4.5:1 at least on their ground, sizes, and Mantine's defaults. */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  Tooltip,
} from '@mantine/core';

/** Deep teal-blue; index 8 is the accent: white on it is 6.5:1. */
const teal: MantineColorsTuple = [
  '#e9f5f8',
  '#d3e9ef',
  '#a6d3df',
  '#7bbccd',
  '#5aacc1',
  '#3d9db5',
  '#258ea8',
  '#14788f',
  '#0f6579',
  '#0a4c5c',
];

/** Neutral greys of the dark scheme, a little blue: 7 is the surface, 8 the ground behind it. */
const dark: MantineColorsTuple = [
  '#dfe4e8',
  '#b8c0c8',
  '#939da7',
  '#69747d',
  '#4a525a',
  '#31373d',
  '#262b30',
  '#1e2226',
  '#16191c',
  '#101214',
];

/** Milliseconds; nothing moves longer (console design, section 2). */
const MOTION = { duration: 120 };

export const theme = createTheme({
  fontFamily: '"Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: '"Cascadia Mono", Consolas, ui-monospace, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '4px', xl: '8px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  colors: { teal, dark },
  primaryColor: 'teal',
  primaryShade: 8,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { transitionProps: MOTION, withArrow: true } }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { ...MOTION, transition: 'fade' }, overlayProps: { backgroundOpacity: 0.3 } },
      styles: {
        title: { fontWeight: 600, fontSize: 16 },
        header: { background: 'var(--app-surface)' },
        content: { background: 'var(--app-surface)', border: '1px solid var(--app-border-strong)' },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { transitionProps: MOTION },
      styles: {
        header: { background: 'var(--app-surface)' },
        content: { background: 'var(--app-surface)', borderLeft: '1px solid var(--app-border-strong)' },
      },
    }),
    // Its placeholder for the first focus is a child that a menu may not have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});

/** Colours that Mantine has no name for, and those of its own that are too pale to read. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f7f8',
    '--mantine-color-text': '#1c2126',
    '--mantine-color-dimmed': '#55606b',
    '--mantine-color-placeholder': '#66707a',
    '--mantine-color-error': '#b42318',
    '--mantine-color-red-light-color': '#9f1c13',
    '--mantine-color-anchor': '#0f6579',
    '--app-surface': '#ffffff',
    '--app-head': '#f1f3f5',
    '--app-border': '#e1e5e9',
    '--app-border-strong': '#c3cad1',
    // The outline of what is typed or ticked: 3:1 on the surface (WCAG 1.4.11).
    '--app-border-field': '#87919b',
    '--app-hover': '#f3f7f8',
    '--app-selected': '#dff0f4',
    '--app-granted': '#00694b',
    '--app-denied': '#b04400',
    '--app-pending': '#7d5600',
    '--app-bypassed': '#83386a',
    '--app-fraud': '#8b0000',
  },
  dark: {
    '--mantine-color-body': '#16191c',
    '--mantine-color-text': '#dfe4e8',
    '--mantine-color-dimmed': '#a2acb6',
    '--mantine-color-placeholder': '#939da7',
    '--mantine-color-error': '#ff9c8f',
    '--mantine-color-red-light-color': '#ffaca1',
    '--mantine-color-anchor': '#6cc0d4',
    '--app-surface': '#1e2226',
    '--app-head': '#262b30',
    '--app-border': '#31373d',
    '--app-border-strong': '#4a525a',
    '--app-border-field': '#77828d',
    '--app-hover': '#252b30',
    '--app-selected': '#17404b',
    '--app-granted': '#45d0a2',
    '--app-denied': '#ff9257',
    '--app-pending': '#f0b53c',
    '--app-bypassed': '#e0a3c7',
    '--app-fraud': '#ff8080',
  },
});
