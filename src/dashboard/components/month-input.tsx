import '@mantine/dates/styles.css';
import { MonthPickerInput } from '@mantine/dates';

interface MonthInputProps {
  readonly label: string;
  /** As `2026-11`; '' until it is known. */
  readonly value: string;
  onChange(month: string): void;
}

/** A month up to the present one. */
export function MonthInput({ label, value, onChange }: MonthInputProps) {
  return (
    <MonthPickerInput
      label={label}
      value={value === '' ? null : `${value}-01`}
      onChange={(date) => date && onChange(date.slice(0, 7))}
      maxDate={new Date()}
      nextLabel="Next year"
      previousLabel="Previous year"
      popoverProps={{ attributes: { dropdown: { 'aria-label': 'Months' } } }}
    />
  );
}
