import '@mantine/dates/styles.css';
import { DatePickerInput, type DatePickerInputProps } from '@mantine/dates';

/** A day from today on, by the calendar: `2027-01-31`. */
export function DayInput(props: DatePickerInputProps) {
  return (
    <DatePickerInput
      minDate={new Date()}
      weekendDays={[]} // their red is too faint
      hideOutsideDates
      nextLabel="Next month"
      previousLabel="Previous month"
      popoverProps={{ attributes: { dropdown: { 'aria-label': 'Calendar' } } }}
      {...props}
    />
  );
}
