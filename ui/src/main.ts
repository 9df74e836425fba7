// Mounts the app; the font and all styles are bundled, nothing is fetched.

import '@fontsource-variable/inter/wght.css'
import './style/index.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { followSystemTheme } from './theme'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
followSystemTheme()
mount(App, { target })
