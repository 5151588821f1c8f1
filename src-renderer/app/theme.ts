import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Input,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  Popover,
  SegmentedControl,
  Select,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

/** Every colour of the product, light first, dark second. This table is the only place where a hex may stand. */
const tokens = {
  bg: ['#FFFFFF', '#141618'],
  nav: ['#F6F7F8', '#0F1112'],
  sub: ['#FAFBFB', '#181A1D'],
  hover: ['#F0F2F4', '#202327'],
  line: ['#E3E6E9', '#282C31'],
  'line-strong': ['#CBD0D6', '#3D434A'],
  text: ['#16191D', '#E7E9EC'],
  dim: ['#565E68', '#A7AEB7'],
  faint: ['#5F6772', '#8D959F'],
  accent: ['#2B57C9', '#8CAEFF'],
  'on-accent': ['#FFFFFF', '#0D1630'],
  'accent-bg': ['#EAF0FD', '#1B2743'],
  'accent-line': ['#A9C0F2', '#3C5590'],
  ok: ['#18703F', '#5BC78A'],
  'ok-bg': ['#E6F4EB', '#14291D'],
  bad: ['#BE2525', '#FF8B85'],
  'bad-bg': ['#FCEBEA', '#371A1A'],
  err: ['#A3480B', '#F0A063'],
  'err-bg': ['#FBEEE3', '#33220F'],
  warn: ['#7D5A00', '#E3BC55'],
  'warn-bg': ['#FFF4D6', '#2E2610'],
  'warn-line': ['#E0B341', '#80661C'],
  rb: ['#6B42B0', '#BD9FF5'],
  'rb-bg': ['#F2ECFB', '#261D3A'],
  ice: ['#0B6680', '#6FC6DE'],
  'ice-bg': ['#E5F3F7', '#10292F'],
  prod: ['#A8186C', '#F37BBB'],
  'prod-bg': ['#FCEDF6', '#351527'],
  'tier-staging': ['#444B54', '#A7AEB7'],
  'tier-dev': ['#8A939E', '#67707B'],
  'drift-1': ['#FFF6DC', '#2A2413'],
  'drift-2': ['#FFE9AE', '#3C3216'],
  'drift-3': ['#FBDB82', '#4B3D16'],
  shadow: [
    '0 1px 2px rgb(22 25 29 / 8%), 0 10px 28px rgb(22 25 29 / 16%)',
    '0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 55%)',
  ],
  scrim: ['rgb(22 25 29 / 42%)', 'rgb(0 0 0 / 58%)'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

type Token = keyof typeof tokens;

const light = (token: Token) => tokens[token][0];
const dark = (token: Token) => tokens[token][1];
const tuple = (...shades: string[]) => shades as unknown as MantineColorsTuple;

/** Mantine's own greys are our greys, so that a part of Mantine that nobody styled by hand still belongs here. */
const gray = tuple(
  light('hover'),
  light('nav'),
  light('line'),
  light('line'),
  light('line-strong'),
  light('faint'),
  light('faint'),
  light('dim'),
  light('text'),
  light('text'),
);
const darkGray = tuple(
  dark('text'),
  dark('dim'),
  dark('faint'),
  dark('faint'),
  dark('line-strong'),
  dark('hover'),
  dark('bg'),
  dark('bg'),
  dark('nav'),
  dark('nav'),
);
const accent = tuple(
  light('accent-bg'),
  light('accent-bg'),
  light('accent-line'),
  dark('accent'),
  dark('accent'),
  light('accent'),
  light('accent'),
  light('accent'),
  dark('accent-line'),
  dark('accent-bg'),
);

const toned: ReadonlySet<string> = new Set(['accent', 'prod', 'bad', 'err', 'ok', 'warn', 'rb', 'ice']);

/** Buttons take a tone's name as colour (`color="prod"`), and nothing but tokens comes out. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const name = input.color ?? 'accent';
  const tone = toned.has(name) ? name : 'accent';
  // Mantine hands the primary colour on when nobody asked for one, so a quiet button must not take it for a wish.
  const quiet = tone === 'accent';
  const color = `var(--sl-${tone})`;
  const tint = `var(--sl-${tone}-bg)`;
  switch (input.variant) {
    case 'filled':
      return {
        background: color,
        hover: `color-mix(in srgb, ${color} 88%, var(--sl-text))`,
        color: tone === 'accent' ? 'var(--sl-on-accent)' : 'var(--sl-bg)',
        border: '1px solid transparent',
      };
    case 'light':
      return { background: tint, hover: tint, color, border: '1px solid transparent' };
    case 'outline':
      return { background: 'var(--sl-bg)', hover: tint, color, border: `1px solid ${color}` };
    case 'default':
      return {
        background: 'var(--sl-bg)',
        hover: 'var(--sl-hover)',
        color: quiet ? 'var(--sl-text)' : color,
        border: '1px solid var(--sl-line-strong)',
      };
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: input.variant === 'subtle' ? 'var(--sl-hover)' : 'transparent',
        color: quiet ? 'var(--sl-dim)' : color,
        border: '1px solid transparent',
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

const floating = {
  transitionProps: { transition: 'fade', duration: 120, timingFunction: 'ease-out' },
} as const;

/** The product's Mantine theme: plain components already have the density, the lines and the one accent. */
export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '20px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '24px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
      h4: { fontSize: '12px', lineHeight: '18px' },
    },
  },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--sl-shadow)',
    lg: 'var(--sl-shadow)',
    xl: 'var(--sl-shadow)',
  },
  white: light('bg'),
  black: light('text'),
  colors: { gray, dark: darkGray, accent },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: Button.extend({ defaultProps: { variant: 'default', size: 'sm' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 'md' } }),
    Tooltip: Tooltip.extend({
      // Whatever a tooltip says must be there for the keyboard as well, so focus opens it too.
      defaultProps: {
        events: { hover: true, focus: true, touch: true },
        openDelay: 300,
        offset: 6,
        multiline: true,
        maw: 360,
        ...floating,
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        size: 740,
        overlayProps: { color: 'var(--sl-scrim)', backgroundOpacity: 1 },
        ...floating,
      },
    }),
    Drawer: Drawer.extend({ defaultProps: { ...floating } }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({
      defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { shadow: 'md', ...floating } },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'sm', transitionDuration: 0, withItemsBorders: false },
    }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', offset: 4, position: 'bottom-end', ...floating } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', offset: 4, ...floating } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Notification: Notification.extend({ defaultProps: { radius: 'md', withBorder: true } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
  },
});

function tokenVariables(scheme: 0 | 1): Record<string, string> {
  return Object.fromEntries(Object.entries(tokens).map(([name, values]) => [`--sl-${name}`, values[scheme]]));
}

const overMantine = {
  '--mantine-color-body': 'var(--sl-bg)',
  '--mantine-color-text': 'var(--sl-text)',
  '--mantine-color-bright': 'var(--sl-text)',
  '--mantine-color-dimmed': 'var(--sl-dim)',
  '--mantine-color-placeholder': 'var(--sl-faint)',
  '--mantine-color-anchor': 'var(--sl-accent)',
  '--mantine-color-error': 'var(--sl-bad)',
  '--mantine-color-success': 'var(--sl-ok)',
  '--mantine-color-default': 'var(--sl-bg)',
  '--mantine-color-default-hover': 'var(--sl-hover)',
  '--mantine-color-default-color': 'var(--sl-text)',
  '--mantine-color-default-border': 'var(--sl-line-strong)',
  '--mantine-color-disabled': 'var(--sl-sub)',
  '--mantine-color-disabled-color': 'var(--sl-faint)',
  '--mantine-color-disabled-border': 'var(--sl-line)',
  '--mantine-primary-color-filled': 'var(--sl-accent)',
  '--mantine-primary-color-filled-hover': 'var(--sl-accent)',
  '--mantine-primary-color-contrast': 'var(--sl-on-accent)',
  '--mantine-primary-color-light': 'var(--sl-accent-bg)',
  '--mantine-primary-color-light-hover': 'var(--sl-accent-bg)',
  '--mantine-primary-color-light-color': 'var(--sl-accent)',
};

/** All `--sl-*` tokens for both schemes, and Mantine's semantic variables led back to them. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...tokenVariables(0), ...overMantine },
  dark: { ...tokenVariables(1), ...overMantine },
});
