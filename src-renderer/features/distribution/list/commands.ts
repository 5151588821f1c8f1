import { IconCircleXFilled, IconFilter, IconPlus } from '@tabler/icons-react';
import type { GridKey, ListCommand } from '../../../app/useListCommands.ts';

export const listCommands: readonly ListCommand<'filter' | 'failed' | 'new'>[] = [
  { name: 'filter', label: 'Filter the distributions', icon: IconFilter, keys: '/' },
  { name: 'failed', label: 'Show failed deliveries only', icon: IconCircleXFilled, keys: 'f' },
  { name: 'new', label: 'New distribution', group: 'Actions', icon: IconPlus, keys: 'c' },
];

export const gridKeys: readonly GridKey[] = [
  ['next', 'Next row', 'j'],
  ['previous', 'Previous row', 'k'],
  ['open', 'Open the distribution', 'Enter'],
  ['peek', 'Peek at the distribution', 'Space'],
  ['back', 'Close the peek', 'Esc'],
];
