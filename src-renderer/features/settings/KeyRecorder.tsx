import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { KeyHint } from '../../ui/KeyHint.tsx';
import classes from './KeyRecorder.module.css';
import { keyName, keyWords } from './keyBinding.ts';

/** How long a second key may take to follow the first, in ms. */
const WAIT_MS = 900;

/** Listens for one key, or two in a row, and hands them on; Escape and leaving it keep things as they were. */
export function KeyRecorder({
  label,
  onKeys,
  onCancel,
}: {
  readonly label: string;
  readonly onKeys: (keys: string) => void;
  readonly onCancel: () => void;
}) {
  const field = useRef<HTMLButtonElement>(null);
  const [first, setFirst] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), []);
  const done = useEffectEvent((keys: string) => onKeys(keys));
  useEffect(() => {
    if (first === null) return;
    const timer = setTimeout(() => done(first), WAIT_MS);
    return () => clearTimeout(timer);
  }, [first]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const name = keyName(event);
    if (name === null) return;
    if (first !== null) onKeys(`${first} ${name}`);
    else if (name.includes('+')) onKeys(name);
    else setFirst(name);
  };
  return (
    <button
      ref={field}
      type="button"
      className={classes.recorder}
      aria-label={`New key for ${label}: press it now, Escape keeps the old one`}
      onKeyDown={onKeyDown}
      onBlur={onCancel}
    >
      {first === null ? 'press a key' : <KeyHint keys={`${keyWords(first)} …`} />}
    </button>
  );
}
