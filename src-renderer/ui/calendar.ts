import type { DateTimePickerProps } from '@mantine/dates';

/** What the arrows of a calendar are called. */
export const calendarLabels = {
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  previousYear: 'Previous year',
  nextYear: 'Next year',
  previousDecade: 'Previous decade',
  nextDecade: 'Next decade',
} as const;

/** An Escape there closes the calendar alone, as it does among the days, and not the dialog that it stands in. */
const ownEscape = { 'data-mantine-stop-propagation': true };

/** What every choice of a date with a time has in common. */
export const dateAndTime = {
  hideOutsideDates: true,
  weekendDays: [],
  ariaLabels: calendarLabels,
  popoverProps: {
    // Whoever ends it by Enter goes on where it was opened.
    returnFocus: true,
    // In a low window it covers its button rather than to leave its time below the edge.
    middlewares: { flip: true, shift: { crossAxis: true, padding: 8 } },
  },
  timePickerProps: {
    hoursInputProps: ownEscape,
    minutesInputProps: ownEscape,
    secondsInputProps: ownEscape,
  },
} satisfies Partial<DateTimePickerProps>;
