// Words about hidden patients and emergencies.

export const emergencyText = {
  title: 'Emergency access',
  about: 'Patients who are hidden from these people and were opened with a reason, for an hour each.',
  since: (n: number) =>
    n === 1
      ? 'a hidden patient was opened, and no manager has acknowledged it yet.'
      : `${n} hidden patients were opened, and no manager has acknowledged them yet.`,
  show: 'Show',
  opened: 'opened',
  when: (from: string, until: string) => `${from}, until ${until}`,
  later: 'Later',
  acknowledge: (n: number) => (n === 1 ? 'Acknowledge' : `Acknowledge all ${n}`),
  hiddenTitle: 'This patient is not assigned to you',
  hiddenText:
    'Ask a nurse or a practitioner to put you on the care team. If somebody needs help now, you can open the page for one hour: say why. Managers are told, and everything you open is on record.',
  reason: 'Why you need this patient now',
  reasonHelp: 'A few words: what happened, who asked.',
  open: 'Open for 60 minutes',
  left: (time: string) => `${time} left`,
  banner: 'Emergency access. This patient is not assigned to you; everything you open is on record.',
}
