import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import type { AppError } from '#shared/errors.ts';
import { client } from '../../../api/client.ts';
import { runOutput } from './runOutput.ts';

/**
 * What a run wrote, as it writes it. The key begins with the procedure's name, so a change event reads on; only the
 * new pieces are fetched, and what stands is kept nowhere else. Mount it anew for another run.
 */
export function useRunOutput(runId: number) {
  const [output] = useState(() => runOutput((after) => client.workflow.output({ runId, after, limit: 400 })));
  const state = useSyncExternalStore(output.subscribe, output.state);
  const { error, isPending } = useQuery<boolean, AppError>({
    queryKey: ['workflow.output', { runId }],
    queryFn: async () => {
      await output.read();
      return true;
    },
    gcTime: 0,
    staleTime: 0,
    structuralSharing: false,
  });
  return { lines: output.lines, hold: output.hold, ...state, error, isPending };
}
