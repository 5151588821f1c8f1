import { fillTemplate } from '#shared/features/action/template.ts';
import type { Errand } from './action.ts';

/** Fills a template in with facts and secrets, each written as the place needs it. */
export function filled(
  template: string,
  { facts, secrets }: Errand,
  write: (value: string) => string = (value) => value,
): string {
  return fillTemplate(template, (placeholder) => {
    switch (placeholder.kind) {
      case 'fact':
        return write(facts[placeholder.name] ?? '');
      case 'secret':
        return write(secrets.get(placeholder.slot) ?? '');
      default:
        return '';
    }
  });
}
