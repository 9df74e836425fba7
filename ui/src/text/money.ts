// Cents as dollars. All amounts are estimates; the screens say so once.

/** "$1,234.05" */
export function dollars(cents: number): string {
  const whole = Math.trunc(Math.abs(cents) / 100).toLocaleString('en-US')
  const rest = String(Math.abs(cents) % 100).padStart(2, '0')
  return `${cents < 0 ? '-' : ''}$${whole}.${rest}`
}

/** "$66.13", or a dash where nothing is earned. */
export function dollarsOrDash(cents: number): string {
  return cents === 0 ? '-' : dollars(cents)
}
