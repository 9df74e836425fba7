// Mounts the gallery: for development only, the build does not have it.

import '@fontsource-variable/inter/wght.css'
import '../style/index.css'
import { mount } from 'svelte'
import Gallery from './Gallery.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('gallery.html has no #app')
mount(Gallery, { target })
