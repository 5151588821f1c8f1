import './theme.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../api/client.ts';
import { Desk } from './Desk.tsx';

/** Puts the desk on the page. */
export function mount(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has a root');
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <Desk />
    </QueryClientProvider>,
  );
}
