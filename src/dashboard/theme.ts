import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of the house: the sea on a clear day. */
const sea: MantineColorsTuple = [
  '#eaf5f9',
  '#d5e8f0',
  '#abd1e0',
  '#7cb8d0',
  '#54a1c0',
  '#3a8fb2',
  '#27799b',
  '#1d6584',
  '#15516b',
  '#0c3d53',
];

/** The whole look: one colour beside greys; green, yellow and red only say how something is. */
export const theme = createTheme({
  colors: { sea },
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.3' } } },
  components: {
    Accordion: {
      styles: { item: { background: 'none', borderColor: 'var(--mantine-color-default-border)' } },
    },
    // In its own colour it would be too faint on its ground (WCAG 2, 1.4.3).
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Badge: { defaultProps: { tt: 'none', fw: 500 } },
    Code: { defaultProps: { color: 'var(--fulmar-code)' } },
    // Its header is no landmark of the page, which a bare <header> would be.
    Modal: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: {
        title: {
          fontSize: 'var(--mantine-font-size-lg)',
          fontWeight: 600,
          lineHeight: 1.3,
          overflowWrap: 'anywhere',
        },
      },
    },
    // A form says what may be left out, not what has to be given.
    InputWrapper: {
      defaultProps: { withAsterisk: false },
      styles: { label: { overflowWrap: 'anywhere' }, error: { overflowWrap: 'anywhere' } },
    },
    ModalContent: { defaultProps: { p: 0 } }, // it is a Paper, and has room inside of its own
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    Paper: { defaultProps: { withBorder: true, p: 'md' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Table: { defaultProps: { verticalSpacing: 'xs', highlightOnHover: true } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } },
  },
});

/** The grounds of alerts and of what is chosen: no more colour than it takes to be told apart. */
const grounds = (shade: (color: string) => string) =>
  Object.fromEntries(
    ['sea', 'green', 'yellow', 'red'].map((color) => [
      `--mantine-color-${color}-light`,
      shade(color),
    ]),
  );

/** Mantine's own greys and reds for text are too faint on their grounds (WCAG 2, 1.4.3). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-sea-7)',
    '--fulmar-code': 'var(--mantine-color-gray-1)',
    ...grounds((color) => `color-mix(in srgb, var(--mantine-color-${color}-1) 60%, white)`),
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-sea-3)',
    '--fulmar-code': 'var(--mantine-color-dark-6)',
    ...grounds(
      (color) =>
        `color-mix(in srgb, var(--mantine-color-${color}-7) 20%, var(--mantine-color-dark-7))`,
    ),
  },
});
