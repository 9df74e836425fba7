// The documents the rules come from, as one would cite them.

export const asco = 'ASCO, Care Management Services guide, January 2025'
export const mln = 'CMS, Chronic Care Management Services (MLN909188), June 2025'
export const faq = 'CMS, CCM frequently asked questions'
export const micmt = 'MICMT, 99487 and 99489 page (BCBSM, Priority Health)'
export const noridian = 'Noridian, CCM questions and answers, 2017'
export const ngs = 'NGS Medicare, care management page'
export const aafp = 'AAFP, Transitional Care Management FAQ'
export const tcm2013 = 'CMS, TCM frequently asked questions, 2013'
export const tcmMln = 'CMS, Transitional Care Management Services (MLN908628)'
export const apcm = 'AAFP, Advanced Primary Care Management page'
export const rvu = 'CMS, physician fee schedule RVU files, 2025 and 2026'
export const cigna = 'Cigna, policy R32 update, January 2021'
export const emblem = 'EmblemHealth, care management services, 2018'
export const design = "Caretally's own reading; no outside rule exists"
export const unverified = 'Professional knowledge, not verified'
