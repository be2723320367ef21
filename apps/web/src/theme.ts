import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** One accent; shade 7 on light and shade 7 as a filling on dark both carry white text at 4.5:1 and better. */
const steel: MantineColorsTuple = [
  '#eaf3fa',
  '#d3e4f1',
  '#a6c9e3',
  '#7ab0d6',
  '#569bcb',
  '#3a86b8',
  '#2b75a6',
  '#1f628f',
  '#174f75',
  '#0f3a57',
];

export const theme = createTheme({
  primaryColor: 'steel',
  primaryShade: 7,
  colors: { steel },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 3,
  cursorType: 'pointer',
  respectReducedMotion: true,
});
