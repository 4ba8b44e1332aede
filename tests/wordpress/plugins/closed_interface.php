<?php
/* Plugin Name: Closed interface. As plug-ins such as "Disable REST API" do it. */
add_filter('rest_authentication_errors', function ($result) {
    if (is_user_logged_in()) return $result;
    return new WP_Error('rest_login_required', 'DRA: Only authenticated users can access the REST API.', ['status' => 401]);
});
