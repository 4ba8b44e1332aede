<?php
/* Plugin Name: No feeds. As plug-ins such as "Disable Feeds" do it. */
foreach (['do_feed', 'do_feed_rdf', 'do_feed_rss', 'do_feed_rss2', 'do_feed_atom'] as $hook) {
    add_action($hook, function () { wp_die('No feed available.', '', ['response' => 404]); }, 1);
}
remove_action('wp_head', 'feed_links', 2);
remove_action('wp_head', 'feed_links_extra', 3);
