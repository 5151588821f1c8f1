import { Checkbox, NumberInput } from '@mantine/core';
import type { DistributionDraft, DraftField } from '#shared/features/distribution/model.ts';
import { HIGHEST_PRIORITY } from '#shared/features/distribution/stores.ts';
import classes from '../Distribution.module.css';
import type { Check } from './draft.ts';

const flags = [
  ['shouldSubmitForReview', 'Submit for review'],
  ['shouldAutoRelease', 'Release by itself once approved'],
  ['uploadMetadata', 'Upload the listing’s texts'],
  ['uploadScreenshots', 'Upload the screenshots'],
] as const satisfies readonly (readonly [DraftField, string])[];

/** The choices beside track and notes; one that means nothing there is off and says why. */
export function OptionFields({
  draft,
  check,
  onDraft,
}: {
  readonly draft: DistributionDraft;
  readonly check: Check;
  readonly onDraft: (changes: Partial<DistributionDraft>) => void;
}) {
  const reasonOf = (field: DraftField) => {
    const state = check.fields[field];
    return state && !state.legal ? state.reason : null;
  };
  const faultOf = (field: DraftField) => check.refusals.find((refusal) => refusal.field === field)?.message;
  const share = reasonOf('userFraction');
  const priority = reasonOf('updatePriority');
  return (
    <div className={classes.options}>
      <div className={classes.numbers}>
        <NumberInput
          label="Reaches at first, in percent of the users"
          description={share ?? '100 is everybody, 0 a draft that nobody gets'}
          disabled={share !== null && draft.userFraction === 1}
          min={0}
          max={100}
          step={5}
          decimalScale={2}
          suffix=" %"
          value={Math.round(draft.userFraction * 10_000) / 100}
          error={faultOf('userFraction')}
          onChange={(value) => onDraft({ userFraction: Number(value) / 100 })}
        />
        <NumberInput
          label="Update priority, 0 to 5"
          description={priority ?? 'How urgently the app asks for the update'}
          disabled={priority !== null}
          min={0}
          max={HIGHEST_PRIORITY}
          allowDecimal={false}
          value={draft.updatePriority}
          error={faultOf('updatePriority')}
          onChange={(value) => onDraft({ updatePriority: Number(value) })}
        />
      </div>
      <div className={classes.choices}>
        {flags.map(([field, label]) => {
          const why = reasonOf(field);
          return (
            <Checkbox
              key={field}
              classNames={{ body: classes.check ?? '' }}
              label={label}
              description={why}
              disabled={why !== null && !draft[field]}
              checked={draft[field]}
              error={faultOf(field)}
              onChange={(event) => onDraft({ [field]: event.currentTarget.checked })}
            />
          );
        })}
      </div>
    </div>
  );
}
