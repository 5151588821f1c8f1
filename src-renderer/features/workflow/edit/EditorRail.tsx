import { useClipboard } from '@mantine/hooks';
import { environmentName } from '#shared/features/action/template.ts';
import { workflowFactWords } from '#shared/features/workflow/facts.ts';
import { workflowFactNames } from '#shared/features/workflow/model.ts';
import { Section, SidePanel } from '../../../ui/Page.tsx';
import text from '../../../ui/Text.module.css';
import { SecretMark, TrustMark } from '../../../ui/TrustMark.tsx';
import classes from './Editor.module.css';

interface Secret {
  readonly slot: string;
  readonly kept: boolean;
}

/** Beside the steps: whether this machine may run them, the secrets they ask for, and what can be filled in. */
export function EditorRail({
  trust,
  secrets,
  isBuild,
  filled,
  onInsert,
  onTrust,
  onSecret,
  onForget,
}: {
  /** Null when nothing of it needs trust. */
  readonly trust: { readonly trusted: boolean; readonly blockedReason: string | null } | null;
  readonly secrets: readonly Secret[];
  readonly isBuild: boolean;
  /** How the field with the focus is filled in; null when it is not. */
  readonly filled: 'template' | 'script' | null;
  readonly onInsert: (placeholder: string) => void;
  readonly onTrust: () => void;
  readonly onSecret: (slot: string) => void;
  readonly onForget: (slot: string) => void;
}) {
  return (
    <SidePanel label="About this workflow">
      {trust ? (
        <Section title="Trust">
          <TrustMark {...trust} onTrust={onTrust} />
        </Section>
      ) : null}
      <Section
        title="Secrets"
        count={secrets.length === 0 ? 'none is asked for' : 'kept on this machine only'}
      >
        {secrets.length === 0 ? (
          <p className={text.quiet}>
            Name one where it is needed, as {'{{secret.token}}'}, then set its value here.
          </p>
        ) : (
          <ul className={classes.secrets} aria-label="Secrets">
            {secrets.map(({ slot, kept }) => (
              <li key={slot}>
                <SecretMark
                  slot={slot}
                  kept={kept}
                  onSet={() => onSecret(slot)}
                  onForget={() => onForget(slot)}
                />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Placeholders isBuild={isBuild} filled={filled} onInsert={onInsert} />
    </SidePanel>
  );
}

function Placeholders({
  isBuild,
  filled,
  onInsert,
}: {
  readonly isBuild: boolean;
  readonly filled: 'template' | 'script' | null;
  readonly onInsert: (placeholder: string) => void;
}) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  const offered = workflowFactNames.filter((name) => !isBuild || workflowFactWords[name].inBuilds);
  const hint = filled === null ? (copied ? 'copied' : 'a press copies one') : 'a press fills one in';
  return (
    <Section title="Placeholders" count={hint}>
      <ul className={classes.placeholders} aria-label="Placeholders">
        {offered.map((name) => {
          const placeholder = filled === 'script' ? `$${environmentName(name)}` : `{{${name}}}`;
          return (
            <li key={name}>
              <button
                type="button"
                // The field keeps the focus, and the place where something is typed.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => (filled === null ? copy(placeholder) : onInsert(placeholder))}
              >
                <code>{placeholder}</code>
                <span>{workflowFactWords[name].words}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
