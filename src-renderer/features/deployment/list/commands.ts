import { IconCircleXFilled, IconSearch } from '@tabler/icons-react';
import type { GridKey, ListCommand } from '../../../app/useListCommands.ts';

export const listCommands: readonly ListCommand<'search' | 'failed'>[] = [
  { name: 'search', label: 'Search the deployments', icon: IconSearch, keys: '/' },
  { name: 'failed', label: 'Show failed ones only', icon: IconCircleXFilled, keys: 'f' },
];

export const gridKeys: readonly GridKey[] = [
  ['next', 'Next row', 'j'],
  ['previous', 'Previous row', 'k'],
  ['select', 'Select the row', 'x'],
  ['open', 'Open the record', 'Enter'],
  ['peek', 'Peek at the record', 'Space'],
  ['extend', 'Extend the selection', 'Shift+↓'],
  ['back', 'Clear the selection, then close the peek', 'Esc'],
];
