/** An instant that a person typed, `2026-11-19 16:20` (UTC) or any ISO date with a zone; null for other text. */
export function instantOf(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  if (!match) return null;
  const [, day, time = '00:00', zone = 'Z'] = match;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}
