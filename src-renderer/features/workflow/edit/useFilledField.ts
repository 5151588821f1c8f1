import { type FocusEvent, useRef, useState } from 'react';

type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldOf = (target: EventTarget): Field | null =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;

/** The field that was typed in last, when placeholders or variables are filled into it, and a way to put one there. */
export function useFilledField() {
  const last = useRef<Field | null>(null);
  const [filled, setFilled] = useState<'template' | 'script' | null>(null);
  return {
    filled,
    onFocusCapture({ target }: FocusEvent): void {
      const field = fieldOf(target);
      if (!field) return;
      const { fill } = field.dataset;
      last.current = fill === undefined ? null : field;
      setFilled(fill === 'template' || fill === 'script' ? fill : null);
    },
    insert(placeholder: string): void {
      const field = last.current;
      if (!field?.isConnected) return;
      field.setRangeText(placeholder, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    },
    /** The field belongs to a step that is not shown any more. */
    forget(): void {
      last.current = null;
      setFilled(null);
    },
  };
}
