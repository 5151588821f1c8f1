const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const SECRET = /^secret\.([A-Za-z0-9_.-]{1,64})$/;
const FACT = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

export type Placeholder =
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'secret'; readonly slot: string }
  | { readonly kind: 'unknown'; readonly text: string };

function readPlaceholder(text: string): Placeholder {
  const slot = SECRET.exec(text)?.[1];
  if (slot !== undefined) return { kind: 'secret', slot };
  return FACT.test(text) ? { kind: 'fact', name: text } : { kind: 'unknown', text };
}

/** The placeholders of a template, `{{track}}` and `{{secret.name}}`, in order. */
export function placeholdersOf(template: string): Placeholder[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, inner = '']) => readPlaceholder(inner));
}

/** Fills a template in. What a placeholder becomes is never read as a template again. */
export function fillTemplate(template: string, read: (placeholder: Placeholder) => string): string {
  return template.replaceAll(PLACEHOLDER, (_all, inner: string) => read(readPlaceholder(inner)));
}

/** `SLIPWAY_ENV_VERSION` for `envVersion`: where a command finds a fact in its environment. */
export function environmentName(fact: string): string {
  return `SLIPWAY_${fact.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
