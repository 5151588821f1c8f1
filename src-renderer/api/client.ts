import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InputOf, OutputOf, Procedure } from '#shared/contract/define.ts';
import { type Contract, createClient, procedures } from '#shared/contract/index.ts';
import { type Notice, unwrap } from '#shared/contract/wire.ts';
import type { AppError } from '#shared/errors.ts';
import { bridge } from './bridge.ts';
import { gatherNouns } from './gather.ts';

const send = async (name: string, input: unknown) => unwrap(await bridge.call(name, input));

/** The typed client, for event handlers; components read through `useCall`. */
export const client = createClient(send);

type NamesOf<Kinds extends string> = {
  [F in keyof Contract & string]: {
    [P in keyof Contract[F] & string]: Contract[F][P] extends Procedure
      ? Contract[F][P]['kind'] extends Kinds
        ? `${F}.${P}`
        : never
      : never;
  }[keyof Contract[F] & string];
}[keyof Contract & string];

export type ReadName = NamesOf<'query' | 'scan' | 'desk'>;
export type ActName = NamesOf<'command' | 'job' | 'desk'>;

type Named<N extends string> = N extends `${infer F}.${infer P}`
  ? F extends keyof Contract
    ? P extends keyof Contract[F]
      ? Contract[F][P] extends Procedure
        ? Contract[F][P]
        : never
      : never
    : never
  : never;

export type InputFor<N extends string> = InputOf<Named<N>>;
export type OutputFor<N extends string> = OutputOf<Named<N>>;

/** Local data is never fetched twice: it is fresh until a change event says otherwise. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 },
    mutations: { networkMode: 'always', retry: false },
  },
});

interface ReadOptions {
  readonly enabled?: boolean;
  /** Shows the answer to the input before while the new one is on its way; on unless said otherwise. */
  readonly keepPrevious?: boolean;
}

/** Reads through the contract. The answer is kept and refreshed when an event names a noun that it reads. */
export function useCall<N extends ReadName>(name: N, input: InputFor<N>, options: ReadOptions = {}) {
  return useQuery<OutputFor<N>, AppError>({
    queryKey: [name, input],
    queryFn: () => send(name, input) as Promise<OutputFor<N>>,
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === false ? {} : { placeholderData: keepPreviousData }),
  });
}

/** Acts through the contract: one click, one command. The error stays for the place that asked. */
export function useAct<N extends ActName>(name: N) {
  const mutation = useMutation<OutputFor<N>, AppError, InputFor<N>>({
    mutationFn: (input) => send(name, input) as Promise<OutputFor<N>>,
  });
  return {
    run: mutation.mutateAsync,
    busy: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  };
}

/** Reads once outside of a component's life, from what is kept when it is fresh. */
export function useFetch() {
  const queries = useQueryClient();
  return useCallback(
    <N extends ReadName>(name: N, input: InputFor<N>): Promise<OutputFor<N>> =>
      queries.fetchQuery({
        queryKey: [name, input],
        queryFn: () => send(name, input) as Promise<OutputFor<N>>,
      }),
    [queries],
  );
}

function refresh(nouns: ReadonlySet<string>): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) =>
      procedures.get(String(queryKey[0]))?.reads.some((noun) => nouns.has(noun)) ?? false,
  });
}

/** Refreshes what is on the screen from change events, gathered so that a burst costs one refresh. */
export function followChanges(
  onNavigate: (path: string) => void,
  onNotice: (notice: Notice) => void,
): () => void {
  const gather = gatherNouns(refresh);
  return bridge.subscribe((event) => {
    if (event.type === 'navigate') {
      onNavigate(event.path);
      return;
    }
    if (event.type === 'notice') {
      onNotice(event.notice);
      return;
    }
    // Another workspace means that nothing on the screen is true any more.
    if (event.changes.some(({ noun }) => noun === 'workspace')) void queryClient.invalidateQueries();
    for (const { noun } of event.changes) gather(noun);
  });
}
