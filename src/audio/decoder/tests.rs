//! Tests with media made by ffmpeg.
