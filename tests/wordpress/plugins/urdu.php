<?php
/* Plugin Name: A paper in Urdu, without its language pack. */
add_filter('locale', function () { return 'ur'; });
$GLOBALS['text_direction'] = 'rtl';
