import { z } from 'zod';
import type { SaidError } from './ErrorText.tsx';

const fieldsSchema = z.array(z.object({ field: z.string(), message: z.string() }));

/** What a refusal says of one field, to stand beside it; undefined when it says nothing of it. */
export function fieldFault(error: SaidError | null, field: string): string | undefined {
  const details: unknown = error?.details;
  const fields = typeof details === 'object' && details !== null && 'fields' in details ? details.fields : [];
  return fieldsSchema.safeParse(fields).data?.find((one) => one.field === field)?.message;
}
