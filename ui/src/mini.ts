// Mounts the mini window: the same commands and clock as the app, none of its frame.

import '@fontsource-variable/inter/wght.css'
import './style/index.css'
import { mount } from 'svelte'
import Mini from './mini/Mini.svelte'
import { followSystemTheme } from './theme'

const target = document.getElementById('app')
if (!target) throw new Error('mini.html has no #app')
followSystemTheme()
mount(Mini, { target })
